// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the user asks to be compared.
 *
 * @param root folder of the project
 * @param revision to compare the working tree with; {@code null} for the main branch
 * @param baseJar jar to compare with instead of a revision; {@code null} to build one
 * @param headJar jar to judge; {@code null} for that of the working tree
 * @param environment of git and Maven, with {@code PATH}
 */
public record ArmsRequest(
    Path root, String revision, Path baseJar, Path headJar, Map<String, String> environment) {}
