/**
 * Measurements of a store that has grown: made-up calls go in through the library's own interfaces,
 * and what is asked of them is timed.
 */
@NullMarked
package dev.vaultgate.examples.scale;

import org.jspecify.annotations.NullMarked;
