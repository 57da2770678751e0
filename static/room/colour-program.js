/** The correction of colours as WebGL 2 does it: decode sRGB, apply the matrix in linear light, encode again. */

const VERTEX = `#version 300 es
const vec2 corners[3] = vec2[3](vec2(-1, -1), vec2(3, -1), vec2(-1, 3));
out vec2 place;
void main() {
  vec2 corner = corners[gl_VertexID];
  place = vec2(corner.x + 1.0, 1.0 - corner.y) / 2.0;
  gl_Position = vec4(corner, 0, 1);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D frame;
uniform mat3 correction;
in vec2 place;
out vec4 colour;
vec3 toLinear(vec3 value) {
  return mix(value / 12.92, pow((value + 0.055) / 1.055, vec3(2.4)), step(0.04045, value));
}
vec3 toSrgb(vec3 light) {
  return mix(light * 12.92, 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, light));
}
void main() {
  vec3 light = correction * toLinear(texture(frame, place).rgb);
  colour = vec4(toSrgb(clamp(light, 0.0, 1.0)), 1);
}`;

export class ColourProgram {
  #canvas;
  #gl;
  #correction;

  /**
   * @param {HTMLCanvasElement | OffscreenCanvas} canvas on which pictures are drawn
   * @param {readonly number[]} matrix 3 x 3, row by row, in linear light
   * @throws {Error} when there is no WebGL 2 here
   */
  constructor(canvas, matrix) {
    const gl = /** @type {WebGL2RenderingContext | null} */ (
      canvas.getContext("webgl2", { alpha: false, antialias: false })
    );
    if (!gl) throw new Error("WebGL 2 is not available");
    this.#canvas = canvas;
    this.#gl = gl;
    const program = linked(gl);
    gl.useProgram(program);
    this.#correction = gl.getUniformLocation(program, "correction");
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    this.correctBy(matrix);
  }

  /** The longest side of a picture that can be corrected, in pixels. */
  get longestSide() {
    const [width = 0, height = 0] = this.#gl.getParameter(this.#gl.MAX_VIEWPORT_DIMS);
    return Math.min(this.#gl.getParameter(this.#gl.MAX_TEXTURE_SIZE), width, height);
  }

  /** @param {readonly number[]} matrix 3 x 3, row by row */
  correctBy(matrix) {
    this.#gl.uniformMatrix3fv(this.#correction, true, matrix);
  }

  /**
   * Draws a picture with its colours corrected; the canvas takes its size.
   * @param {TexImageSource} picture
   * @param {number} width
   * @param {number} height
   */
  draw(picture, width, height) {
    const gl = this.#gl;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      gl.viewport(0, 0, width, height);
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, picture);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Gives back what the graphics memory holds. */
  close() {
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/**
 * A picture with its colours corrected; smaller, where it is larger than this browser can correct.
 * @param {Blob} image
 * @param {readonly number[]} matrix 3 x 3, row by row, in linear light
 * @returns {Promise<Blob>} JPEG
 * @throws {Error} when there is no WebGL 2 here
 */
export async function correctedImage(image, matrix) {
  const canvas = new OffscreenCanvas(1, 1);
  const program = new ColourProgram(canvas, matrix);
  try {
    let picture = await createImageBitmap(image);
    const scale = program.longestSide / Math.max(picture.width, picture.height);
    if (scale < 1) {
      picture.close();
      picture = await createImageBitmap(image, { resizeWidth: Math.floor(picture.width * scale) });
    }
    program.draw(picture, picture.width, picture.height);
    picture.close();
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
  } finally {
    program.close();
  }
}

/** @param {WebGL2RenderingContext} gl */
function linked(gl) {
  const program = gl.createProgram();
  for (const [kind, source] of /** @type {const} */ ([
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`the shaders do not link: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}
