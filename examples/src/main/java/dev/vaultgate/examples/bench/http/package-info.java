/**
 * As much HTTP/1.1 as two ends of a benchmark need that are themselves under no test: messages are
 * read from packets of any size without allocation. Bytes enter; the head's few interesting facts
 * and the body without its chunk borders leave.
 */
@NullMarked
package dev.vaultgate.examples.bench.http;

import org.jspecify.annotations.NullMarked;
