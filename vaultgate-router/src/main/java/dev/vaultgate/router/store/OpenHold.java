package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Hold;

/**
 * A hold whose call runs.
 *
 * @param slot where it is written, so that it is found when the process is killed
 * @param heldAt when it was made, in milliseconds since 1970
 */
record OpenHold(Hold hold, HoldJournal.Slot slot, long heldAt) {}
