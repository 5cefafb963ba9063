/**
 * SDKs that people use, pointed at a whole server over plain HTTP. What they refuse to read, or
 * name with the wrong exception, is a fault of ours.
 */
package dev.vaultgate.server.sdk;
