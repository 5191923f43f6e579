// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Locale;
import org.moebench.result.RouterInfo;
import org.moebench.routing.RouterConfig;

/**
 * A published router.
 *
 * @param name name in commands and cells
 * @param title the models it belongs to
 * @param source where its configuration was read
 * @param config what it computes
 * @param biased whether selection adds a bias per expert
 * @param vocabulary token ids of a hash layer's table; 0 if it is none
 */
public record NamedRouter(
    String name, String title, String source, RouterConfig config, boolean biased, int vocabulary) {
  /** One line for people. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d experts%s, top %d, %s%s",
        config.experts(),
        config.groups() > 1
            ? " in " + config.groups() + " groups, keep " + config.keptGroups()
            : "",
        config.slots(),
        config.scoring().id(),
        biased ? " + bias" : "");
  }

  /** What a result file says of this router. */
  public RouterInfo info() {
    return new RouterInfo(
        name,
        title,
        source,
        config.experts(),
        config.slots(),
        config.sharedSlots(),
        config.groups(),
        config.keptGroups(),
        config.scoring().id(),
        biased,
        vocabulary > 0,
        summary());
  }
}
