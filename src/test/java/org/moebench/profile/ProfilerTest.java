// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.MemoryTrace;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;

class ProfilerTest {
  private static final double KEEP = 0.75;

  @TempDir private Path folder;

  private final MemoryTrace one = RandomTraces.of(1, 24, 3, 5, 900);
  private final MemoryTrace two = RandomTraces.of(2, 24, 3, 5, 333);
  private final MemoryTrace three = RandomTraces.of(3, 24, 3, 5, 1);

  private Path checkpoint() {
    return folder.resolve("checkpoint.json");
  }

  private Profiler profiler(int threads, long saveEvery, boolean resume, TraceSource... sources) {
    return new Profiler(
        List.of(sources),
        ProfileOptions.DEFAULT,
        new ProfilerSettings(threads, saveEvery, checkpoint(), resume));
  }

  private String profile(int threads, TraceSource... sources) {
    return json(profiler(threads, 0, false, sources).run(() -> false, share -> {}));
  }

  private static String json(Profile profile) {
    return ProfileFiles.toJson(profile, KEEP);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void threadsDoNotMatter(int threads) {
    assertThat(profile(threads, one)).isEqualTo(profile(1, one));
    assertThat(profile(threads, one, two, three)).isEqualTo(profile(1, one, two, three));
  }

  @Test
  void mergedProfilesAreThoseOfOneRun() {
    Path a = folder.resolve("a.json");
    Path b = folder.resolve("b.json");
    ProfileFiles.write(profiler(1, 0, false, one, three).run(() -> false, s -> {}), KEEP, a);
    ProfileFiles.write(profiler(1, 0, false, two).run(() -> false, s -> {}), KEEP, b);
    Profile merged = ProfileFiles.read(a).merge(ProfileFiles.read(b));
    assertThat(json(merged)).isEqualTo(profile(2, one, three, two));
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Path file = folder.resolve("profile.json");
    Profile profile = profiler(2, 0, false, one).run(() -> false, s -> {});
    ProfileFiles.write(profile, KEEP, file);
    assertThat(json(ProfileFiles.read(file))).isEqualTo(json(profile));
    assertThat(ProfileFiles.isProfile(file)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 20, 60})
  void stoppedAndResumedIsTheSame(int reached) {
    AtomicInteger left = new AtomicInteger(reached);
    Profile partial =
        profiler(2, 0, false, one, two, three).run(() -> left.getAndDecrement() <= 0, s -> {});
    assertThat(partial.complete()).isFalse();
    assertThat(checkpoint()).exists();
    Profile whole = profiler(3, 0, true, one, two, three).run(() -> false, s -> {});
    assertThat(json(whole)).isEqualTo(profile(1, one, two, three));
    assertThat(checkpoint()).doesNotExist();
  }

  @Test
  void checkpointsOnTheWayAreResumedFrom() {
    TraceSource breaking = new Breaking(two, 11);
    assertThatThrownBy(() -> profiler(2, 40, false, one, breaking).run(() -> false, s -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no more")
        .hasMessageContaining("--resume");
    assertThat(checkpoint()).exists();
    Profile whole = profiler(2, 40, true, one, two).run(() -> false, s -> {});
    assertThat(json(whole)).isEqualTo(profile(1, one, two));
  }

  @Test
  void aResumedRunKeepsItsStateOnTheWayAgain() throws Exception {
    AtomicInteger left = new AtomicInteger(50);
    profiler(1, 0, false, one).run(() -> left.getAndDecrement() <= 0, s -> {});
    String stopped = Files.readString(checkpoint());
    TraceSource breaking = new Breaking(one, 30);
    assertThatThrownBy(() -> profiler(1, 100, true, breaking).run(() -> false, s -> {}))
        .hasMessageContaining("no more");
    assertThat(Files.readString(checkpoint())).isNotEqualTo(stopped);
  }

  @Test
  void anotherTraceIsNotResumed() {
    AtomicInteger left = new AtomicInteger(9);
    profiler(1, 0, false, one, two).run(() -> left.getAndDecrement() <= 0, s -> {});
    assertThatThrownBy(() -> profiler(1, 0, true, two, one))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("random-1");
  }

  @Test
  void damagedCheckpointsAreRefused() throws Exception {
    AtomicInteger left = new AtomicInteger(9);
    profiler(1, 0, false, one, two).run(() -> left.getAndDecrement() <= 0, s -> {});
    String text = Files.readString(checkpoint());
    for (String damaged :
        List.of(
            text.substring(0, text.length() / 2),
            "{}",
            text.replace("\"used\":", "\"used\":9"),
            text.replaceFirst("\"order\":\\[[^]]*]", "\"order\":[]"),
            text.replaceFirst("\"place\":", "\"place\":-"))) {
      Files.writeString(checkpoint(), damaged);
      assertThatThrownBy(() -> profiler(1, 0, true, one, two))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void unlikeTracesAreRefused() {
    MemoryTrace other = RandomTraces.of(1, 25, 3, 5, 10);
    assertThatThrownBy(() -> profiler(1, 0, false, one, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("experts");
    Profile a = profiler(1, 0, false, one).run(() -> false, s -> {});
    Profile b = profiler(1, 0, false, other).run(() -> false, s -> {});
    assertThatThrownBy(() -> a.merge(b))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("24 and 25");
  }

  /** Turns bad on the way. */
  private static final class Breaking implements TraceSource {
    private final TraceSource whole;
    private final int after;

    Breaking(TraceSource whole, int after) {
      this.whole = whole;
      this.after = after;
    }

    @Override
    public String name() {
      return whole.name();
    }

    @Override
    public TraceHeader header() {
      return whole.header();
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public boolean divisible() {
      return true;
    }

    @Override
    public void read(LayerRange layers, long from, TraceSink sink) {
      int[] left = {after};
      whole.read(
          layers,
          from,
          new TraceSink() {
            @Override
            public void records(org.moebench.trace.TraceBlock block) {
              if (left[0]-- == 0) {
                throw new UserError(ExitStatus.BAD_INPUT, "no more");
              }
              sink.records(block);
            }

            @Override
            public void counts(int layer, long[] counts) {
              sink.counts(layer, counts);
            }

            @Override
            public void reached(long place) {
              sink.reached(place);
            }
          });
    }

    @Override
    public void close() {}
  }
}
