// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.List;
import org.moebench.moe.LayerConfig;
import org.moebench.moe.LayerWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.routing.Router;
import org.moebench.run.DecodeSpec;
import org.moebench.run.ModelSpec;
import org.moebench.simd.VectorApi;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.tensor.Rows;
import org.moebench.verify.LayerVerifier;
import org.moebench.workload.DecodeBatch;
import org.moebench.workload.DistinctExperts;
import org.moebench.workload.ModelWeights;
import org.moebench.workload.NamedModel;
import org.moebench.workload.Progress;
import org.moebench.workload.SyntheticRouting;
import org.moebench.workload.WeightStore;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The inputs of a benchmark of SwitchGLU or of a layer around it: weights of a model, batches of
 * decode steps, and the report its fork gives of itself. What is not verified gets no time. The
 * defaults are small, so that plain JMH runs end soon.
 *
 * <p>Every call takes the next of {@link DecodeBatch#inTurn}, so that weights come from memory, as
 * in a model whose layers follow each other; taking it costs no more than a few stores.
 */
@State(Scope.Benchmark)
public abstract class SwigluInputs extends MoeBenchmark {
  /** Products that the references of all verified batches may take, but for the fewest. */
  private static final long VERIFIED_PRODUCTS = 1L << 26;

  private static final int FEWEST_VERIFIED = 1;
  private static final int MOST_VERIFIED = 4;

  /** Long calls meet the compiler's thresholds by their loops. */
  private static final long WARM_UP_NANOS = 1_000_000_000L;

  /** Name of a model, or {@code file:} and the path of a model file. */
  @Param("olmoe-1b-7b")
  public String model;

  /** What the model's widths are divided by. */
  @Param("4")
  public int divisor;

  @Param("INT4_SYM")
  public QuantFormat format;

  @Param({"unfused", "fused"})
  public String variant;

  /** Requests: tokens of a batch. */
  @Param({"1", "8"})
  public int concurrency;

  /** Slots of a batch from which they are sorted by expert; 0 for always. */
  @Param("8")
  public int sortThreshold;

  /** Share of the logits' variance that requests have in common, 0 to 1. */
  @Param("0.15")
  public double popularity;

  /**
   * Decode workload whose picks the requests follow: a name of the suite, or the folder of a
   * user's. {@code none} for picks drawn with {@link #popularity}.
   */
  @Param("none")
  public String routing = "none";

  /** Workers of every launch; of each rank where there are ranks. */
  @Param("2")
  public int workers;

  @Param("42")
  public long seed;

  /** Folder of packed weights, built when missing. */
  @Param("target/weights")
  public String cache;

  /**
   * Variant that takes turns with the measured one, iteration by iteration, the measured one first:
   * their ratio is free of what tells forks apart. {@code none} for none.
   */
  @Param("none")
  public String beside = "none";

  private SwigluInputs rival;
  private SwigluInputs active = this;
  private int iteration;
  private SwigluVariant chosen;
  private NamedModel shape;
  private Router router;
  private List<DecodeBatch> batches;
  private int next;
  private String weightsHash;
  private ForkWatch watch;
  private Correctness verified;
  private Long nearTies;
  private final Injection injection = new Injection();

  /** Loads the weights and allocates what is measured, for batches like the first. */
  abstract ForkWatch create();

  /** The batch to compute next. */
  abstract void take(DecodeBatch batch);

  /** Computes the batch taken last. */
  abstract void compute();

  /** Spoils the output, computes the batch taken last, and compares. */
  abstract Correctness verify();

  /** Compares the output as it is. */
  abstract Correctness compare();

  /** Where results are. */
  abstract Rows output();

  /** What a call does, on the mean of the batches. */
  abstract ForkWatch.Work work();

  /** Ends the workers. */
  abstract void stop();

  /** A variant that does not match the reference gets no time. */
  @Setup
  public void prepareAndVerify() {
    VectorApi.require();
    chosen = SwigluVariant.of(variant);
    shape = new ModelSpec(model, divisor).resolve();
    router = SyntheticRouting.router(shape.router(), seed);
    batches =
        routing.equals("none")
            ? DecodeBatch.inTurn(shape, router, concurrency, popularity, seed)
            : DecodeBatch.following(
                new DecodeSpec(routing, seed).resolve(), shape, router, concurrency, seed);
    watch = create();
    verified = new Correctness(0, 0, 0, null);
    for (int i = 0; i < verifiedBatches(); i++) {
      advance();
      verified = verified.and(verify());
    }
    check(verified);
    WarmUp.run(this::call, WarmUp.CALLS, WARM_UP_NANOS);
    watch.startCounting();
    if (!beside.equals("none")) {
      rival = rival();
      rival.prepareAndVerify();
    }
  }

  /** The same benchmark of the other variant. */
  private SwigluInputs rival() {
    SwigluInputs other = another();
    other.model = model;
    other.divisor = divisor;
    other.format = format;
    other.variant = beside;
    other.beside = "none";
    other.concurrency = concurrency;
    other.sortThreshold = sortThreshold;
    other.popularity = popularity;
    other.routing = routing;
    other.workers = workers;
    other.seed = seed;
    other.cache = cache;
    return other;
  }

  /** A new object of the same benchmark. */
  SwigluInputs another() {
    throw new IllegalArgumentException("beside=" + beside + ": this benchmark runs alone");
  }

  /** Whose turn it is. */
  @Setup(Level.Iteration)
  public void takeTurns() {
    active = rival == null || iteration % 2 == 0 ? this : rival;
    iteration++;
  }

  /** Depends on sizes only, so that every fork of a cell compares the same. */
  private int verifiedBatches() {
    long perSlot = 3L * shape.hidden() * shape.intermediate();
    long affordable = VERIFIED_PRODUCTS / (perSlot * slots());
    return (int) Math.max(FEWEST_VERIFIED, Math.min(affordable, MOST_VERIFIED));
  }

  private void advance() {
    next = next + 1 < batches.size() ? next + 1 : 0;
    take(batches.get(next));
  }

  /** One call on the next batch. */
  void call() {
    advance();
    compute();
  }

  /** One call that is timed. */
  final Rows timed() {
    SwigluInputs now = active;
    now.call();
    if (injection.again()) {
      now.call();
    }
    now.watch.called();
    return now.output();
  }

  /** The last output must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    check(compare());
    if (rival != null) {
      check(rival.compare());
      rival.stop();
    }
    publish(verified);
    stop();
  }

  private void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness);
      stop();
      throw new IllegalStateException("does not match its reference: " + correctness.message());
    }
  }

  private void publish(Correctness correctness) {
    watch.publish(work(), inputHash(), correctness, nearTies);
  }

  /** The same for all variants of a cell: of the model, files and batches, not of their form. */
  private String inputHash() {
    InputHash hash = new InputHash().add(shape.toString()).add(router.config().toString());
    hash.add(weightsHash).add(seed);
    for (DecodeBatch batch : batches) {
      hash.add(batch.logits()).addAll(batch.ids());
    }
    return hash.text();
  }

  /** Runs a layer's verifier and counts its near ties. */
  final Correctness verifyRouted(LayerVerifier verifier) {
    Correctness correctness = verifier.run();
    nearTies = (nearTies == null ? 0 : nearTies) + verifier.nearTies();
    return correctness;
  }

  /** Loads the weights. */
  final LayerWeights load(Form form) {
    WeightStore store = new WeightStore(Path.of(cache), workers, Progress.SILENT);
    ModelWeights loaded = ModelWeights.load(shape, format, form, seed, store);
    weightsHash = loaded.hash();
    return loaded.layer();
  }

  final SwigluVariant chosen() {
    return chosen;
  }

  /** The form of weights that the variant reads. */
  final Form form() {
    return chosen.form() == null ? Form.SEPARATE : chosen.form();
  }

  final NamedModel shape() {
    return shape;
  }

  final Router router() {
    return router;
  }

  /** How a layer computes; router weights are applied after down, as in mlx-lm. */
  final LayerConfig layerConfig() {
    return new LayerConfig(
        shape.activation(), shape.shared() ? shape.sharedActivation() : null, false, sortThreshold);
  }

  final DecodeBatch first() {
    return batches.get(0);
  }

  /** Slots of a batch. */
  final int slots() {
    return concurrency * router.config().slots();
  }

  /** Different experts of a batch, mean over batches. */
  final double distinctExperts() {
    int experts = router.idBound();
    return batches.stream()
        .mapToInt(batch -> DistinctExperts.count(batch.ids(), experts))
        .average()
        .orElseThrow();
  }

  /**
   * Bytes of routed experts' weights a call reads, mean over batches: unsorted slots share none.
   */
  final long bytesRead(SwigluWeights routed) {
    boolean sorted = slots() >= sortThreshold;
    return Math.round((sorted ? distinctExperts() : slots()) * routed.bytesPerExpert());
  }

  /** As {@link #bytesRead(SwigluWeights)}, with the shared expert, which every call reads once. */
  final long bytesRead(LayerWeights layer) {
    long shared = layer.shared() == null ? 0 : layer.shared().bytesPerExpert();
    return bytesRead(layer.routed()) + shared;
  }

  /** A call that reads and holds that many bytes of weights. */
  final ForkWatch.Work work(long bytesRead, long bytesHeld) {
    return new ForkWatch.Work(slots(), slots(), bytesRead, distinctExperts(), bytesHeld);
  }
}
