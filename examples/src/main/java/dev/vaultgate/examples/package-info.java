/** Programs that a reader may copy. */
@NullMarked
package dev.vaultgate.examples;

import org.jspecify.annotations.NullMarked;
