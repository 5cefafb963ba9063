/**
 * Conversations that users keep: what was said, in which folder it lies, and for whom a link shows
 * it. What a message is, is the business of who shows it.
 */
@NullMarked
package dev.vaultgate.router.chat;

import org.jspecify.annotations.NullMarked;
