/**
 * Programs to copy, each a class with a main method that is complete in itself. They answer from
 * the demo provider, so that they run without an account; what they print is all that leaves.
 */
@NullMarked
package dev.vaultgate.examples;

import org.jspecify.annotations.NullMarked;
