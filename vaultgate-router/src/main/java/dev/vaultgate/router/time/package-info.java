/**
 * The one door to the machine's clocks and chance. Instants, elapsed time, random numbers and
 * unguessable bytes leave; everything else in the router is given an instance, and tests give one
 * that they move by hand.
 */
@NullMarked
package dev.vaultgate.router.time;

import org.jspecify.annotations.NullMarked;
