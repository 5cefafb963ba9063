/**
 * What can be asked for, and where: the provider registry, the model catalogue and the rules by
 * which a name that a caller gives becomes a public model with its deployments.
 *
 * <p>Data files on the class path ({@code providers.json}, {@code models/<provider>.json}) and the
 * operator's own models and aliases enter; an immutable {@link
 * dev.vaultgate.router.catalog.Catalog} leaves. Nothing here does I/O except {@link
 * dev.vaultgate.router.catalog.CatalogFiles}, nothing reads the clock or the environment, and every
 * price is exact: whole pico-dollars per token, whole nano-dollars per image.
 */
@NullMarked
package dev.vaultgate.router.catalog;

import org.jspecify.annotations.NullMarked;
