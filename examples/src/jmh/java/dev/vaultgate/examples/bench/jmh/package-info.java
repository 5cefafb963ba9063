/**
 * Measurements of single parts of the hot path, by JMH: what a request, an answer and a frame cost
 * in CPU and in allocated bytes before any socket is touched. The bytes are those of the whole
 * benchmark, so that a part can be held against the whole.
 */
@NullMarked
package dev.vaultgate.examples.bench.jmh;

import org.jspecify.annotations.NullMarked;
