/**
 * A provider that costs almost nothing: it speaks the OpenAI chat completions dialect from
 * pre-built bytes on one thread, so that what a benchmark measures is the gateway in front of it.
 * HTTP/1.1 requests enter; plain answers, paced streams and unpaced streams leave.
 */
@NullMarked
package dev.vaultgate.examples.bench.mock;

import org.jspecify.annotations.NullMarked;
