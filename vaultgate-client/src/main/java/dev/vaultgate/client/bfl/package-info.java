/**
 * The dialect of Black Forest Labs: a wish for images enters, the steps of a job that is looked at
 * until it is ready leave. The images themselves come as addresses that live for minutes.
 */
@NullMarked
package dev.vaultgate.client.bfl;

import org.jspecify.annotations.NullMarked;
