/**
 * From trials to something a person reads: figures, their medians and spread over the rounds, their
 * ratios to nginx within each round, and the goals they are held to. Trials enter; a Markdown
 * table, a JSON document and a list of verdicts leave.
 */
@NullMarked
package dev.vaultgate.examples.bench.report;

import org.jspecify.annotations.NullMarked;
