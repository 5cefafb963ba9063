package dev.vaultgate.client;

import dev.vaultgate.client.outbound.Media;
import dev.vaultgate.client.outbound.MediaFetcher;

/** Brings an image from an address that a provider answered with, without any credential. */
@FunctionalInterface
public interface ImageDownload {

  /**
   * The image at an address.
   *
   * @throws dev.vaultgate.client.outbound.MediaException when it may not be reached or does not
   *     come
   */
  Media bring(String url, Cancellation cancellation);

  static ImageDownload of(MediaFetcher fetcher) {
    return (url, cancellation) ->
        fetcher.fetch(url, Media.PICTURES, MediaFetcher.TIME_MAX, cancellation::onCancel);
  }
}
