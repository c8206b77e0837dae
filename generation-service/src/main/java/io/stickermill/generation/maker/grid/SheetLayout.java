package io.stickermill.generation.maker.grid;

/** What a picture was found to be. */
public sealed interface SheetLayout permits Grid, NoGrid {}
