// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Version of the suite. */
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
}
