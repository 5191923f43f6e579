// SPDX-License-Identifier: Apache-2.0
// The ceilings of CeilingBenchmark in C, to check the Java probes against: same arithmetic, same
// number of threads, best of ten.
//   gcc -O3 -march=native -pthread tools/ceilings.c -o target/ceilings && target/ceilings 2
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif
#define CHAINS 12
#define STEPS (1 << 20)
#define BYTES (1L << 30)

typedef float vector __attribute__((vector_size(4 * LANES)));
typedef int ivector __attribute__((vector_size(4 * LANES)));

static int threads;
static int *memory;
static pthread_barrier_t barrier;
static volatile float float_sink;
static volatile int int_sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void fma_peak(int thread) {
  (void)thread;
  vector x = {0}, y = {0}, c[CHAINS];
  for (int l = 0; l < LANES; l++) x[l] = 0.999999f, y[l] = 1e-6f;
  for (int i = 0; i < CHAINS; i++) c[i] = y;
  for (int s = 0; s < STEPS; s++) {
    for (int i = 0; i < CHAINS; i++) c[i] += x * y;
    // Opaque to the compiler, or it would hoist the product that never changes.
    __asm__ volatile("" : "+v"(x), "+v"(y));
  }
  for (int i = 1; i < CHAINS; i++) c[0] += c[i];
  float_sink = c[0][0];
}

static void memory_read(int thread) {
  long share = BYTES / 4 / threads / LANES;
  const ivector *v = (const ivector *)memory + thread * share;
  ivector s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
  for (long i = 0; i + 3 < share; i += 4) s0 += v[i], s1 += v[i + 1], s2 += v[i + 2], s3 += v[i + 3];
  s0 += s1 + s2 + s3;
  int_sink = s0[0];
}

static void (*work)(int);

static void *worker(void *arg) {
  for (int run = 0; run < 10; run++) {
    pthread_barrier_wait(&barrier);
    work((int)(long)arg);
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

static double best_seconds(void (*task)(int)) {
  pthread_t other[256];
  double best = 1e9;
  work = task;
  pthread_barrier_init(&barrier, NULL, threads);
  for (long t = 1; t < threads; t++) pthread_create(&other[t], NULL, worker, (void *)t);
  for (int run = 0; run < 10; run++) {
    pthread_barrier_wait(&barrier);
    double start = now();
    task(0);
    pthread_barrier_wait(&barrier);
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  for (int t = 1; t < threads; t++) pthread_join(other[t], NULL);
  return best;
}

int main(int argc, char **argv) {
  threads = argc > 1 ? atoi(argv[1]) : 2;
  if (threads < 1 || threads > 255) return fprintf(stderr, "1 to 255 threads\n"), 2;
  memory = aligned_alloc(1 << 21, BYTES);
  if (!memory) return fprintf(stderr, "no memory\n"), 5;
  for (long i = 0; i < BYTES / 4; i += 1024) memory[i] = (int)i;
  printf("fma  %7.1f GFLOP/s\n", 2e-9 * CHAINS * LANES * STEPS * threads / best_seconds(fma_peak));
  printf("read %7.1f GB/s\n", 1e-9 * BYTES / best_seconds(memory_read));
  return 0;
}
