/**
 * Reads a recording of the JDK's flight recorder and says where the time and the memory went. A
 * {@code .jfr} file enters; a page of text leaves, and beside the recording a file of collapsed
 * stacks, which flame graph programs read.
 */
@NullMarked
package dev.vaultgate.examples.bench.profile;

import org.jspecify.annotations.NullMarked;
