/**
 * What is posted from one server to another: signed with a secret that both know, and with the
 * time, so that nobody else can send it and nobody can send it again.
 */
@NullMarked
package dev.vaultgate.router.webhook;

import org.jspecify.annotations.NullMarked;
