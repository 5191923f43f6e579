// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/** Selects order statistics without sorting everything; the arrays given are reordered. */
final class Selection {
  private Selection() {}

  /**
   * The {@code k}-th smallest, from 0, of the first {@code length} elements. Afterwards elements
   * before {@code k} are not larger, elements behind it not smaller.
   */
  static double select(double[] x, int length, int k) {
    return select(x, length, k, 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(length)));
  }

  /**
   * The same by quickselect with at most {@code most} splits; what these leave is sorted, so that
   * unlucky pivots do not cost time that grows with the length squared.
   */
  static double select(double[] x, int length, int k, int most) {
    int low = 0;
    int high = length - 1;
    for (int splits = 0; low < high; splits++) {
      if (splits == most) {
        Arrays.sort(x, low, high + 1);
        break;
      }
      double pivot = middle(x[low], x[(low + high) >>> 1], x[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = x[i];
          x[i++] = x[j];
          x[j--] = swap;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        break;
      }
    }
    return x[k];
  }

  /** The median of the first {@code length} elements. */
  static double median(double[] x, int length) {
    int half = length / 2;
    double upper = select(x, length, half);
    if (length % 2 == 1) {
      return upper;
    }
    double lower = x[0];
    for (int i = 1; i < half; i++) {
      lower = Math.max(lower, x[i]);
    }
    return 0.5 * (lower + upper);
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
