// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.moebench.fault.NearestName;
import org.moebench.stats.NormalQuantile;

/** A family of expert popularities, given as the quantile function of an expert's weight. */
enum Family {
  /** Stretched exponential; {@code shape} below 1 gives many idle experts and a heavy tail. */
  WEIBULL {
    @Override
    List<String> parameters() {
      return List.of("shape");
    }

    @Override
    double weight(double u, Map<String, Double> p) {
      return Math.pow(-Math.log1p(-u), 1 / p.get("shape"));
    }

    @Override
    boolean allows(Map<String, Double> p) {
      return p.get("shape") > 0;
    }
  },

  /** Exponential of a normal variable with standard deviation {@code sigma}. */
  LOGNORMAL {
    @Override
    List<String> parameters() {
      return List.of("sigma");
    }

    @Override
    double weight(double u, Map<String, Double> p) {
      return Math.exp(p.get("sigma") * NormalQuantile.of(u));
    }

    @Override
    boolean allows(Map<String, Double> p) {
      return p.get("sigma") >= 0;
    }
  },

  /** Power law with exponent {@code alpha} between {@code lo} and {@code hi}. */
  PARETO {
    @Override
    List<String> parameters() {
      return List.of("alpha", "lo", "hi");
    }

    @Override
    double weight(double u, Map<String, Double> p) {
      double lo = p.get("lo");
      double hi = p.get("hi");
      double b = 1 - p.get("alpha");
      if (b == 0) {
        return lo * Math.pow(hi / lo, u);
      }
      double low = Math.pow(lo, b);
      return Math.pow((Math.pow(hi, b) - low) * u + low, 1 / b);
    }

    @Override
    boolean allows(Map<String, Double> p) {
      return p.get("lo") > 0 && p.get("hi") > p.get("lo");
    }
  },

  /** Every expert alike. */
  UNIFORM {
    @Override
    List<String> parameters() {
      return List.of();
    }

    @Override
    double weight(double u, Map<String, Double> p) {
      return 1;
    }

    @Override
    boolean allows(Map<String, Double> p) {
      return true;
    }
  };

  /** Names of the parameters. */
  abstract List<String> parameters();

  /** The weight at quantile {@code u}, between 0 and 1 exclusive. */
  abstract double weight(double u, Map<String, Double> p);

  /** Whether the values of the parameters make sense. */
  abstract boolean allows(Map<String, Double> p);

  /** Throws IllegalArgumentException unless exactly the family's parameters are given. */
  void check(Map<String, Double> given) {
    if (!given.keySet().equals(Set.copyOf(parameters()))) {
      throw new IllegalArgumentException(
          id()
              + " takes the parameters "
              + parameters()
              + ", not "
              + new TreeSet<>(given.keySet()));
    }
    if (!given.values().stream().allMatch(Double::isFinite) || !allows(given)) {
      throw new IllegalArgumentException(
          id() + " cannot have the parameters " + new TreeMap<>(given));
    }
  }

  /** The family of that name in a dataset file, for example {@code weibull}. */
  static Family named(String id) {
    List<String> ids = Arrays.stream(values()).map(Family::id).toList();
    if (!ids.contains(id)) {
      throw new IllegalArgumentException(
          "unknown family '%s', did you mean '%s'?".formatted(id, NearestName.of(id, ids)));
    }
    return values()[ids.indexOf(id)];
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
