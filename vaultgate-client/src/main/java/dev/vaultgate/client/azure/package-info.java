/** Microsoft Entra: tokens in the place of keys for Azure's services. */
@NullMarked
package dev.vaultgate.client.azure;

import org.jspecify.annotations.NullMarked;
