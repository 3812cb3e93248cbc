/**
 * Exchange with ONNX: {@link io.github.taeda.nn.onnx.Onnx} writes nets as ONNX files, {@link
 * io.github.taeda.nn.onnx.OnnxModel} is an ONNX file as a module.
 */
@NullMarked
package io.github.taeda.nn.onnx;

import org.jspecify.annotations.NullMarked;
