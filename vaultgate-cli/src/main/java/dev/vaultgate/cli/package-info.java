/**
 * The keys: one command per class, over a store file, a configuration, or a running server. Words
 * from a terminal enter; a table or JSON leaves, and an exit code that a script can trust.
 */
@NullMarked
package dev.vaultgate.cli;

import org.jspecify.annotations.NullMarked;
