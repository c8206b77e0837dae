package io.stickermill.generation.maker.grid;

/**
 * One place of a grid. All of them together are the whole sheet, so that the outer ones hold its margins.
 *
 * @param row from 0, from the top
 * @param column from 0, from the left
 * @param left pixels of the sheet
 * @param top pixels of the sheet
 * @param width pixels
 * @param height pixels
 * @param empty whether nothing is drawn there
 */
public record Cell(int row, int column, int left, int top, int width, int height, boolean empty) {}
