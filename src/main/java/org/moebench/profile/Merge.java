// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moebench.trace.TraceHeader;

/** Adds up profiles. */
final class Merge {
  private Merge() {}

  /** The profile of both; see {@link Profile#merge}. */
  static Profile of(Profile a, Profile b) {
    Profile.Origin one = a.origin();
    Profile.Origin two = b.origin();
    same("models", one.model(), two.model());
    same("experts per layer", one.experts(), two.experts());
    same("experts per token", one.topK(), two.topK());
    same("options", one.options(), two.options());
    List<Profile.Recording> recordings = new ArrayList<>(one.recordings());
    recordings.addAll(two.recordings());
    Profile.Origin origin =
        new Profile.Origin(
            known(one.model(), two.model()),
            known(one.source(), two.source()),
            known(one.license(), two.license()),
            one.experts(),
            one.expertsStated() || two.expertsStated(),
            one.topK(),
            one.options(),
            List.copyOf(recordings));
    return new Profile(origin, layers(a.layers(), b.layers()));
  }

  /** Layers of both; one that only one of them has is taken as it is. */
  static List<LayerSums> layers(List<LayerSums> a, List<LayerSums> b) {
    Map<Integer, LayerSums> byNumber = new TreeMap<>();
    a.forEach(layer -> byNumber.put(layer.layer, layer));
    for (LayerSums layer : b) {
      LayerSums before = byNumber.putIfAbsent(layer.layer, layer);
      if (before != null) {
        before.add(layer);
      }
    }
    return List.copyOf(byNumber.values());
  }

  private static String known(String a, String b) {
    return a.equals(TraceHeader.NOT_STATED) ? b : a;
  }

  private static void same(String what, Object a, Object b) {
    boolean unknown = a.equals(TraceHeader.NOT_STATED) || b.equals(TraceHeader.NOT_STATED);
    if (!a.equals(b) && !unknown) {
      throw Profile.incomparable(
          "recordings with unlike %s cannot be profiled together: %s and %s".formatted(what, a, b));
    }
  }
}
