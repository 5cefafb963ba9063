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
 */
public record ImageCall(ImageRequest request, List<ImageInput> inputs, @Nullable ImageInput mask) {

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
    return new ImageCall(request, List.of(), null);
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
