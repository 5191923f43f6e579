// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Section;
import org.moebench.result.RouterInfo;

/** What was routed: the routers and where their configurations were read. */
final class RoutersSection {
  private RoutersSection() {}

  static Section of(RoutingCells cells) {
    if (cells.infos().isEmpty()) {
      String none = "The run does not describe its routers.";
      return new Section("routers", "Routers", List.of(new Block.Paragraph(none)));
    }
    return new Section(
        "routers",
        "Routers",
        List.of(
            new Block.Paragraph(
                "Logits are synthetic and seeded; each configuration was read from the source named."),
            new Block.Facts(cells.infos().stream().map(RoutersSection::fact).toList())));
  }

  private static Fact fact(RouterInfo info) {
    String text =
        Stream.of(info.title(), info.summary(), info.source())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining("; "));
    return new Fact(info.name(), text);
  }
}
