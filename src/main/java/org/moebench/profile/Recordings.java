// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceSource;

/**
 * What is known of all recordings: sums of the first ones that are done, states of the others.
 * Recordings are added up in their order, whichever is done first.
 */
final class Recordings {
  private final List<TraceSource> sources;
  private final ProfileOptions options;
  private final ProfilerSettings settings;
  private final int experts;
  private final List<Unit> units = new ArrayList<>();
  private final Map<Unit, String> saved = new LinkedHashMap<>();
  private final Set<Unit> ended = new HashSet<>();
  private List<LayerSums> layers = List.of();
  private int folded;

  private Recordings(List<TraceSource> sources, ProfileOptions options, ProfilerSettings settings) {
    this.sources = sources;
    this.options = options;
    this.settings = settings;
    this.experts = sources.stream().mapToInt(s -> s.header().experts()).max().orElseThrow();
  }

  /** Begins with them, or goes on from the checkpoint. */
  static Recordings of(
      List<TraceSource> sources, ProfileOptions options, ProfilerSettings settings) {
    Recordings recordings = new Recordings(sources, options, settings);
    recordings.checkAlike();
    if (settings.resume()) {
      recordings.resume();
    }
    return recordings;
  }

  private void checkAlike() {
    TraceHeader first = sources.get(0).header();
    for (TraceSource source : sources) {
      TraceHeader header = source.header();
      alike(source, "experts per token", first.topK(), header.topK());
      if (header.expertsStated()) {
        alike(source, "experts", experts, header.experts());
      }
      if (known(first.model()) && known(header.model())) {
        alike(source, "model", first.model(), header.model());
      }
    }
  }

  private void alike(TraceSource source, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw Profile.incomparable(
          "%s: %s %s, but %s elsewhere; profile traces of one model at a time"
              .formatted(source.name(), what, actual, expected));
    }
  }

  private static boolean known(String text) {
    return !text.equals(TraceHeader.NOT_STATED);
  }

  private void resume() {
    Checkpoint from = Checkpoint.read(settings.checkpoint());
    if (!from.options().equals(options) || from.experts() != experts) {
      throw Profile.incomparable(
          "%s was made with other options (%s, %d experts); resume with the same ones"
              .formatted(settings.checkpoint(), from.options(), from.experts()));
    }
    for (int i = 0; i < from.inputs().size(); i++) {
      int number = i;
      boolean begun =
          i < from.folded() || from.units().stream().anyMatch(unit -> unit.source == number);
      if (begun
          && (i >= sources.size()
              || !from.inputs().get(i).equals(Checkpoint.Input.of(sources.get(i))))) {
        throw Profile.incomparable(
            "%s was made of %s, which is not trace %d here or has changed since"
                .formatted(settings.checkpoint(), from.inputs().get(i).name(), i + 1));
      }
    }
    folded = from.folded();
    layers = from.layers();
    for (Unit unit : from.units()) {
      for (LayerPass pass : unit.passes) {
        pass.prepare(options);
      }
      units.add(unit);
    }
  }

  int experts() {
    return experts;
  }

  synchronized int folded() {
    return folded;
  }

  /** Units of a recording that a checkpoint had begun. */
  List<Unit> begun(int source) {
    return units.stream().filter(unit -> unit.source == source).toList();
  }

  /** These are all there are from here on; those begun before keep the states they go on from. */
  synchronized void start(List<Unit> all) {
    units.forEach(unit -> saved.put(unit, unit.toJson()));
    List<Unit> copy = List.copyOf(all);
    units.clear();
    units.addAll(copy);
  }

  /** Share of all work that is done. */
  double share() {
    double work = 0;
    double done = 0;
    List<Unit> all;
    synchronized (this) {
      all = List.copyOf(units);
    }
    for (Unit unit : all) {
      TraceSource source = sources.get(unit.source);
      work += unit.work(source);
      done += unit.work(source) * unit.share(source);
    }
    return work == 0 ? 1 : done / work;
  }

  /** Keeps the state of a unit between two blocks. */
  void save(Unit unit) {
    String state = unit.toJson();
    synchronized (this) {
      saved.put(unit, state);
      write();
    }
  }

  /** A unit's reader has ended, at the end or stopped. Adds up what is complete in order. */
  synchronized void ended(Unit unit) {
    saved.put(unit, unit.toJson());
    ended.add(unit);
    while (folded < sources.size() && done(folded)) {
      for (Unit part : begun(folded)) {
        layers = Merge.layers(layers, part.sums());
        saved.remove(part);
        release(part);
      }
      folded++;
    }
  }

  private boolean done(int source) {
    List<Unit> parts = begun(source);
    return !parts.isEmpty() && parts.stream().allMatch(part -> part.done && ended.contains(part));
  }

  /** Its sums are in {@link #layers} now: its states are not needed any more. */
  private static void release(Unit unit) {
    for (LayerPass pass : unit.passes) {
      pass.release();
    }
  }

  /** Removes the checkpoint if everything is read, else writes it. */
  synchronized void conclude() {
    if (folded < sources.size()) {
      write();
      return;
    }
    try {
      Files.deleteIfExists(settings.checkpoint());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + settings.checkpoint(), e);
    }
  }

  /** Keeps what was read before an error, and says so in it. */
  synchronized UserError keepAfter(UserError error) {
    boolean any = folded > 0 || !saved.isEmpty();
    if (!any) {
      return error;
    }
    write();
    return new UserError(
        error.status(),
        "%s (what was read is kept in %s: correct the trace and add --resume)"
            .formatted(error.getMessage(), settings.checkpoint()),
        error);
  }

  private void write() {
    List<Checkpoint.Input> inputs = sources.stream().map(Checkpoint.Input::of).toList();
    Checkpoint.write(
        settings.checkpoint(),
        new Checkpoint(options, experts, inputs, folded, layers, List.of()),
        saved.values());
  }

  /** The profile of what was read. */
  synchronized Profile profile() {
    List<LayerSums> all = layers;
    List<Profile.Recording> read = new ArrayList<>();
    for (int source = 0; source < sources.size(); source++) {
      TraceSource from = sources.get(source);
      double share = 1;
      if (source >= folded) {
        List<Unit> parts = begun(source);
        for (Unit part : parts) {
          all = Merge.layers(all, part.sums());
        }
        share = parts.stream().mapToDouble(part -> part.share(from)).average().orElse(0);
      }
      read.add(new Profile.Recording(from.name(), source < folded, share));
    }
    return new Profile(origin(read), all);
  }

  private Profile.Origin origin(List<Profile.Recording> read) {
    TraceHeader first = sources.get(0).header();
    return new Profile.Origin(
        stated(TraceHeader::model),
        stated(TraceHeader::source),
        stated(TraceHeader::license),
        experts,
        sources.stream().anyMatch(source -> source.header().expertsStated()),
        first.topK(),
        options,
        List.copyOf(read));
  }

  private String stated(Function<TraceHeader, String> fact) {
    return sources.stream()
        .map(source -> fact.apply(source.header()))
        .filter(Objects::nonNull)
        .filter(Recordings::known)
        .findFirst()
        .orElse(TraceHeader.NOT_STATED);
  }
}
