// SPDX-License-Identifier: Apache-2.0
/**
 * The page of a profile: whether there is locality to exploit, what caches of experts would hit,
 * and which experts matter.
 */
package org.moebench.report.profile;
