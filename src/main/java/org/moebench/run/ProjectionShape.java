// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moebench.fault.UserError;
import org.moebench.quant.PanelLayout;
import org.moebench.quant.QuantFormat;

/**
 * Sizes of one expert's projection.
 *
 * @param n output features
 * @param k input features
 */
public record ProjectionShape(int n, int k) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})[xX×*](\\d{1,9})");

  /**
   * Shapes written as {@code NxK}, without repetition; {@code null} if not given.
   *
   * @throws UserError USAGE
   */
  static List<ProjectionShape> parse(List<String> texts, String option) {
    return texts == null
        ? null
        : texts.stream().map(text -> parse(text.trim(), option)).distinct().toList();
  }

  private static ProjectionShape parse(String text, String option) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw CommonOptions.usage(
          "%s '%s' is not NxK; for example %s 3072x1536,768x2048".formatted(option, text, option));
    }
    return new ProjectionShape(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * How so many matrices are packed.
   *
   * @param group input features that share a scale
   * @throws UserError as {@link PanelLayout}
   */
  PanelLayout layout(QuantFormat format, int matrices, int group) {
    return new PanelLayout(format, matrices, n, k, group);
  }

  /** Floating-point operations of one row: a multiplication and an addition per weight. */
  double flopsPerRow() {
    return 2.0 * n * k;
  }

  @Override
  public String toString() {
    return n + "x" + k;
  }
}
