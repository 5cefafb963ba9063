package dev.vaultgate.client;

import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish for images, made from nothing or out of others.
 *
 * @param request what is wished for
 * @param inputs the images to edit; empty for new ones
 * @param mask where the first of them may change: its transparent parts; null for everywhere
 * @param strict whether the caller would rather be refused than have a field left out
 */
public record ImageCall(
    ImageRequest request, List<ImageInput> inputs, @Nullable ImageInput mask, boolean strict) {

  /** More inputs than any provider takes are a mistake. */
  public static final int INPUTS_MAX = 16;

  public ImageCall {
    inputs = List.copyOf(inputs);
    if (inputs.size() > INPUTS_MAX) {
      throw InvalidRequestException.value("image", inputs.size(), "at most " + INPUTS_MAX);
    }
  }

  /** New images. */
  public static ImageCall of(ImageRequest request) {
    return new ImageCall(request, List.of(), null, false);
  }

  /** The same call, to be refused by a provider that cannot carry all of it. */
  public ImageCall asStrict() {
    return new ImageCall(request, inputs, mask, true);
  }

  public boolean isEdit() {
    return !inputs.isEmpty();
  }

  /** For wires that make new images only. */
  public void refuseEdit() {
    if (isEdit()) {
      throw new InvalidRequestException(
          400, "invalid_value", "model: edits no images here", "model");
    }
  }

  /** For wires that edit without masks: an edit without its mask is another one. */
  public void refuseMask() {
    if (mask != null) {
      throw new InvalidRequestException(
          400, "invalid_value", "mask: this model takes none", "mask");
    }
  }
}
