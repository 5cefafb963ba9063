/**
 * A provider that needs no account and no network: a few rules that answer in this process, so that
 * everything else can be tried. Calls enter as at any other provider; answers, pictures, delays and
 * faults leave, always the same for the same request, and say that a demo made them.
 */
@NullMarked
package dev.vaultgate.router.demo;

import org.jspecify.annotations.NullMarked;
