/** The report of a model run: the strategies of the phase dispatcher over stacks of layers. */
package org.moebench.report.model;
