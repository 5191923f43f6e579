// SPDX-License-Identifier: Apache-2.0
/** Pure functions on samples. The only package that uses commons-math3. */
package org.moebench.stats;
