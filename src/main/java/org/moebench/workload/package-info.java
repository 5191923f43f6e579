// SPDX-License-Identifier: Apache-2.0
/**
 * What is measured: token distributions, routers and models with their catalogues and user files;
 * generators, rescaling, statistics; routing of prefill batches and decode steps.
 */
package org.moebench.workload;
