/**
 * How many tokens a text has: exactly where its tokenizer is on board, by a factor of its family
 * everywhere else. For the rare moments in which somebody has to know: when credit is short, and
 * when a provider has not said what an answer used.
 */
@NullMarked
package dev.vaultgate.router.token;

import org.jspecify.annotations.NullMarked;
