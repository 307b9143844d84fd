#version 330 core
// What each pixel looks like, as paint() (geo/shape/painter.cpp) says it on the CPU: fill, pattern, then lines: those
// stamped along the borders while the map moves, or the weights of its fragments at rest.
uniform usampler2D ids; // at rest a pixel with fragments holds its record instead, marked by the highest bit
uniform usamplerBuffer units; // fill and flags, ink, numbers of the two higher units
uniform int unit_count;

uniform usamplerBuffer patterns; // pattern by pattern, 12 x 12
uniform int pattern_period[5];
uniform int pattern_scale;
uniform ivec2 ground; // pixels of the ground at the upper left corner: eastwards, northwards

uniform vec4 inks[4]; // by mark; lines thinner than a pixel are paler
uniform vec4 light_ink;

// While moving.
uniform usampler2D lines;
uniform isamplerBuffer spans; // by mark - 1, then by row of the stamp: first and last column
uniform int reach;

// At rest.
uniform bool at_rest;
uniform usamplerBuffer records; // id at the centre, first part, weights of the three line levels and number of parts
uniform usamplerBuffer parts;   // id, weight

uniform bool outlined;
uniform sampler2D outlines; // of what is hovered and selected, premultiplied

out vec4 colour;

const uint fragment_bit = 0x80000000u;
const uint dark_bit = 128u;

vec3 rgb_of(uint word) {
    return vec3(uvec3(word, word >> 8, word >> 16) & 255u);
}

uvec4 unit(uint id) {
    return texelFetch(units, id < uint(unit_count) ? int(id) : 0);
}

vec3 fill_of(uvec4 own, ivec2 at) {
    int pattern = int((own.x >> 24) & 127u);
    int period = pattern_period[pattern] * pattern_scale;
    ivec2 cell = ivec2((ground.x + at.x) % period, (ground.y - at.y) % period) / pattern_scale;
    bool ink = texelFetch(patterns, pattern * 144 + cell.y * 12 + cell.x).r != 0u;
    return rgb_of(ink ? own.y : own.x);
}

vec3 over(vec4 ink, float weight, vec3 base) {
    return mix(base, ink.rgb, ink.a * weight);
}

uint stamped_mark(ivec2 at) {
    ivec2 size = textureSize(ids, 0);
    uint mark = 0u;
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            ivec2 border = at - ivec2(dx, dy);
            if (any(lessThan(border, ivec2(0))) || any(greaterThanEqual(border, size))) {
                continue;
            }
            uint found = texelFetch(lines, border, 0).r;
            if (found <= mark) {
                continue;
            }
            ivec2 span = texelFetch(spans, (int(found) - 1) * (2 * reach + 1) + dy + reach).rg;
            if (dx >= span.x && dx <= span.y) {
                mark = found;
            }
        }
    }
    return mark;
}

vec3 moving_colour(uint id, ivec2 at) {
    uvec4 own = unit(id);
    vec3 base = fill_of(own, at);
    uint mark = stamped_mark(at);
    if (mark == 0u) {
        return base;
    }
    bool light = mark == 1u && ((own.x >> 24) & dark_bit) != 0u;
    return over(light ? light_ink : inks[mark], 1.0, base);
}

vec3 fragment_colour(int slot, ivec2 at) {
    uvec4 record = texelFetch(records, slot);
    uvec4 own = unit(record.x);
    int count = int(record.z >> 24);
    vec3 sum = count == 0 ? fill_of(own, at) : vec3(0.0);
    for (int i = 0; i < count; ++i) {
        uvec4 part = texelFetch(parts, int(record.y) + i);
        sum += fill_of(unit(part.x), at) * (float(part.y) / 255.0);
    }
    for (int level = 0; level < 3; ++level) {
        float weight = float((record.z >> (8 * level)) & 255u) / 255.0;
        bool light = level == 0 && ((own.x >> 24) & dark_bit) != 0u;
        sum = over(light ? light_ink : inks[level + 1], weight, sum);
    }
    return sum;
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    uint id = texelFetch(ids, at, 0).r;
    vec3 result;
    if (!at_rest) {
        result = moving_colour(id, at);
    } else if ((id & fragment_bit) != 0u) {
        result = fragment_colour(int(id & ~fragment_bit), at);
    } else {
        result = fill_of(unit(id), at);
    }
    result /= 255.0;
    if (outlined) {
        vec4 outline = texelFetch(outlines, at, 0);
        result = outline.rgb + result * (1.0 - outline.a);
    }
    colour = vec4(result, 1.0);
}
