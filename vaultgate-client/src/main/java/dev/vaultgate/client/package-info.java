/**
 * How to talk to providers. A {@link dev.vaultgate.client.Wire} is a dialect in code: it turns a
 * request into bytes and bytes into answers, without a network, a thread or a clock. A {@link
 * dev.vaultgate.client.ProviderClient} joins a wire, a {@link dev.vaultgate.client.Target} and the
 * transport, and is a {@link dev.vaultgate.api.ChatClient} like any other.
 */
@NullMarked
package dev.vaultgate.client;

import org.jspecify.annotations.NullMarked;
