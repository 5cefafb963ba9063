/**
 * The SDKs that people already use, as they are, against a running server: what they are promised
 * is that another address and another key are all they need. In comes a server with the demo and a
 * provider that plays what a test writes; out goes what the SDK makes of its answers.
 */
@NullMarked
package dev.vaultgate.server.sdk;

import org.jspecify.annotations.NullMarked;
