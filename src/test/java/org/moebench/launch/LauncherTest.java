// SPDX-License-Identifier: Apache-2.0
package org.moebench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyWorkerRunsOncePerLaunchAndLaunchesAreCounted(int workers) {
    try (Launcher launcher = new Launcher(workers)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(workers);
      for (int i = 1; i <= 2000; i++) {
        launcher.launch(runs::incrementAndGet);
        for (int w = 0; w < workers; w++) {
          assertThat(runs.get(w)).isEqualTo(i);
        }
      }
      assertThat(launcher.launches()).isEqualTo(2000);
    }
  }

  @Test
  void parkedWorkersWakeForTheNextLaunch() throws InterruptedException {
    try (Launcher launcher = new Launcher(2)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(2);
      for (int i = 1; i <= 3; i++) {
        Thread.sleep(30); // long enough to park
        launcher.launch(
            worker -> {
              if (worker == 1) {
                sleep(30); // long enough for the caller to park
              }
              runs.incrementAndGet(worker);
            });
        assertThat(runs.get(1)).isEqualTo(i);
      }
    }
  }

  @Test
  void aFailureInAnyWorkerReachesTheCallerAndTheLauncherLivesOn() {
    try (Launcher launcher = new Launcher(2)) {
      for (int failing = 0; failing < 2; failing++) {
        int number = failing;
        assertThatThrownBy(
                () ->
                    launcher.launch(
                        worker -> {
                          if (worker == number) {
                            throw new IllegalArgumentException("worker " + worker);
                          }
                        }))
            .hasMessageContaining("worker " + number);
      }
      AtomicIntegerArray runs = new AtomicIntegerArray(2);
      launcher.launch(runs::incrementAndGet);
      assertThat(runs.get(0) + runs.get(1)).isEqualTo(2);
    }
  }

  @Test
  void aLauncherNeedsAWorker() {
    assertThatThrownBy(() -> new Launcher(0)).hasMessageContaining("at least 1");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
