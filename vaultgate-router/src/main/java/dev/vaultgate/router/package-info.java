/** The judgement: catalogue, routing, limits, credits, usage and stores. */
@NullMarked
package dev.vaultgate.router;

import org.jspecify.annotations.NullMarked;
