// SPDX-License-Identifier: Apache-2.0
package org.moebench;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls of ARCHITECTURE.md. */
class ArchitectureTest {
  private static final String ROOT = "org.moebench.";

  /** Packages of each level, lowest first: a package imports only from levels below its own. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("fault"),
          List.of("tensor", "simd", "launch", "result"),
          List.of("stats", "quant", "ceiling", "trace"),
          List.of("gemm", "routing"),
          List.of("prefill", "swiglu"),
          List.of("moe"),
          List.of("workload", "profile"),
          List.of("capture"),
          List.of("verify", "run", "report"),
          List.of("gate"),
          List.of("cli", "bench"));

  private static final String[] KERNELS = {
    ROOT + "simd..",
    ROOT + "launch..",
    ROOT + "quant..",
    ROOT + "ceiling..",
    ROOT + "gemm..",
    ROOT + "routing..",
    ROOT + "prefill..",
    ROOT + "swiglu..",
    ROOT + "moe.."
  };

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages("org.moebench");

  @Test
  void importsPointDownward() {
    for (int level = 0; level < LEVELS.size(); level++) {
      for (String name : LEVELS.get(level)) {
        String[] forbidden =
            LEVELS.subList(level, LEVELS.size()).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(name))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
            .that(resideInAPackage(ROOT + name + ".."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(forbidden))
            .check(classes);
      }
    }
  }

  @Test
  void everyPackageHasALevel() {
    Set<String> packages =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(LEVELS.stream().flatMap(List::stream).toList()).containsAll(packages);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theVectorApiStaysInVectorClasses() {
    onlyIn("jdk.incubator.vector..", resideInAPackage(ROOT + "simd").or(vectorClass()));
  }

  @Test
  void librariesStayWhereTheyBelong() {
    onlyIn("org.apache.commons.math3..", resideInAPackage(ROOT + "stats"));
    onlyIn("org.knowm.xchart..", resideInAPackage(ROOT + "report.."));
    onlyIn("picocli..", resideInAPackage(ROOT + "cli"));
    onlyIn("org.openjdk.jmh..", resideInAnyPackage(ROOT + "bench", ROOT + "run", ROOT + "cli"));
  }

  @Test
  void kernelsImportNoLibraries() {
    noClasses()
        .that(resideInAnyPackage(KERNELS))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.openjdk..",
                "org.knowm..",
                "org.apache.commons..",
                "picocli..",
                "com.fasterxml.."))
        .check(classes);
  }

  @Test
  void kernelsReadNoClockAndPrintNothing() {
    noClasses()
        .that(resideInAnyPackage(KERNELS))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  private static DescribedPredicate<JavaClass> vectorClass() {
    return resideInAPackage("org.moebench..").and(simpleNameStartingWith("Vector"));
  }

  private void onlyIn(String library, DescribedPredicate<JavaClass> place) {
    assertThat(classes.that(alwaysTrue())).isNotEmpty();
    noClasses()
        .that(DescribedPredicate.not(place))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(classes);
  }
}
