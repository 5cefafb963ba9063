/**
 * What callers see when providers fail, callers are too many, or the gateway is stopped: figures of
 * a gateway that runs as its users run it, before a provider that does as it is told.
 */
@NullMarked
package dev.vaultgate.examples.bench.trouble;

import org.jspecify.annotations.NullMarked;
