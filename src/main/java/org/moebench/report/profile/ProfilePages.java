// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.profile.Profile;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.Document;
import org.moebench.report.document.DocumentFiles;

/**
 * Writes everything that is read of a profile beside its {@code profile.json}: {@code index.html},
 * {@code report.md}, {@code charts/} and {@code data/}. The same profile gives the same bytes.
 */
public final class ProfilePages {
  private static final List<Link> RAW =
      List.of(new Link("profile.json", "profile.json (everything, documented schema)"));

  private ProfilePages() {}

  /**
   * Writes the files.
   *
   * @param keepRatio share of experts that pruning would keep, above 0 and at most 1
   * @return the short form for a terminal
   * @throws org.moebench.fault.UserError CANNOT_WRITE naming the file
   * @throws IllegalArgumentException if the keep ratio is out of range or there is no layer
   */
  public static Document write(Profile profile, double keepRatio, Path folder) {
    List<Link> raw = new ArrayList<>(RAW);
    raw.removeIf(link -> !Files.exists(folder.resolve(link.path())));
    Document page = ProfileReport.page(profile, keepRatio, raw);
    DocumentFiles.write(page, "report.md", Map.of(), folder);
    return ProfileReport.summary(profile, keepRatio);
  }
}
