/** The keys: one command per class, over a store file or a running server. */
@NullMarked
package dev.vaultgate.cli;

import org.jspecify.annotations.NullMarked;
