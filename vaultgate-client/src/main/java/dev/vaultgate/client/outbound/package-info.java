/**
 * What may be fetched from outside for a caller, and how. {@link
 * dev.vaultgate.client.outbound.AddressRules} judges an address that somebody else wrote, {@link
 * dev.vaultgate.client.outbound.MediaFetcher} brings the picture or document that lies there,
 * {@link dev.vaultgate.client.outbound.OutboundPost} posts a message there, and nothing else: no
 * address of a private network is ever spoken to, no credential ever sent.
 */
@NullMarked
package dev.vaultgate.client.outbound;

import org.jspecify.annotations.NullMarked;
