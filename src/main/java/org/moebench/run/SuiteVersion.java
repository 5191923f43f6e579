// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.openjdk.jmh.util.Version;

/** Versions of the suite and of what it measures with. */
public final class SuiteVersion {
  /** Written into the jar by Maven. */
  private static final String RECORD = "/META-INF/maven/org.moebench/moebench/pom.properties";

  private SuiteVersion() {}

  /** The version of the jar; {@code development} when run from class folders. */
  public static String text() {
    try (InputStream in = SuiteVersion.class.getResourceAsStream(RECORD)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      return "development";
    }
  }

  /** The version of JMH, for example {@code 1.37}. */
  public static String jmh() {
    return Version.getPlainVersion();
  }
}
