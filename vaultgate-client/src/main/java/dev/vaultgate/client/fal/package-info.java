/**
 * The dialect of fal: a wish for images enters, a request or the steps of a job in its queue leave.
 * The images come as addresses, or as data URIs where the caller asked for that.
 */
@NullMarked
package dev.vaultgate.client.fal;

import org.jspecify.annotations.NullMarked;
