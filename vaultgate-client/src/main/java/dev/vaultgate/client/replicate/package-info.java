/**
 * The dialect of Replicate: a wish for images enters, the steps of a prediction leave, with the
 * request that calls it off. The images come as addresses that live for an hour.
 */
@NullMarked
package dev.vaultgate.client.replicate;

import org.jspecify.annotations.NullMarked;
