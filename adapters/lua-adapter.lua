-- A LIF neuron in Lua 5.4 (standard library only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
-- A value of JSON becomes a Lua expression: {"current":[[1,null]]} is {["current"]={{1,null}}}, with null and "NaN" as NaN.
local infinity, nan = math.huge, 0 / 0

local function decode(line)
  local lua = line:gsub('"NaN"', 'null'):gsub('"%-?Infinity"', 'null'):gsub('"([^"]*)"%s*:', '["%1"]=')
  repeat
    local before = lua
    lua = lua:gsub('%[([^%[%]"]*)%]', '{%1}') -- arrays of arrays, from the inside
  until lua == before
  return load('return ' .. lua, 'request', 't', { null = nan, ['true'] = true, ['false'] = false })()
end

local function encode(value) -- numbers, strings, and arrays of them
  if type(value) == 'string' then return '"' .. value .. '"' end
  if type(value) == 'number' then return math.type(value) == 'integer' and tostring(value) or string.format('%.17g', value) end
  local parts = {}
  for index, one in ipairs(value) do parts[index] = encode(one) end
  return '[' .. table.concat(parts, ',') .. ']'
end

local function require_that(holds, rule)
  if not holds then error({ rule = rule }) end
end

local function is_finite(value)
  if type(value) == 'number' then return value > -infinity and value < infinity end
  if type(value) ~= 'table' then return false end
  for _, one in ipairs(value) do
    if not is_finite(one) then return false end
  end
  return true
end

local function expm1(x) -- e^x - 1 without cancellation (Kahan)
  local e = math.exp(x)
  if e == 1 then return x end
  if e == 0 then return -1 end
  return (e - 1) * x / math.log(e)
end

local function log1p(x)
  local one = 1 + x
  return one == 1 and x or math.log(one) * x / (one - 1)
end

local function neuron(given)
  local dt, tau_rc, tau_ref, floor = given.dtSeconds, given.tauRcSeconds, given.tauRefSeconds, given.minVoltage
  for _, name in ipairs { 'dtSeconds', 'tauRcSeconds', 'tauRefSeconds', 'amplitude', 'initialVoltage', 'current' } do
    require_that(is_finite(given[name]), name .. ' must be finite')
  end
  require_that(dt > 0 and dt <= 30 * tau_rc, 'dtSeconds must be above 0 and at most 30 tauRcSeconds')
  require_that(tau_ref >= 0 and given.amplitude > 0, 'tauRefSeconds must be 0 or more, amplitude above 0')
  if given.has_no_floor then floor = -infinity else require_that(is_finite(floor) and floor <= 0, 'minVoltage must be at most 0') end
  local voltage, refractory, spikes, trace = given.initialVoltage, {}, {}, {}
  for n, start in ipairs(voltage) do
    require_that(start <= 1, 'initialVoltage must be at most 1')
    refractory[n], spikes[n] = 0, {}
  end
  for step, currents in ipairs(given.current) do
    for n, current in ipairs(currents) do -- the textbook's step
      refractory[n] = refractory[n] - dt
      local active = math.min(math.max(dt - refractory[n], 0), dt)
      local v = voltage[n] - (current - voltage[n]) * expm1(-active / tau_rc)
      if v > 1 then
        refractory[n] = tau_ref + dt + tau_rc * log1p(-(v - 1) / (current - 1))
        table.insert(spikes[n], step - 1)
        v = 0
      end
      voltage[n] = math.max(v, floor)
    end
    trace[step] = table.move(voltage, 1, #voltage, 1, {})
  end
  return string.format('{"spikes":%s,"spikeHeight":%.17g,"voltage":%s}', encode(spikes), given.amplitude / dt, encode(trace))
end

local about = '"implementation":{"name":"textbook LIF in Lua","version":"1.0.0","language":"Lua"},'
  .. '"protocol":2,"capabilities":["neuron"],"precision":"float64"'

io.stdout:setvbuf('line')
for line in io.lines() do
  local request = decode(line)
  local answer = about
  if request.command == 'stop' then break end
  if request.command == 'run' then
    request.input.has_no_floor = line:find('"minVoltage":%s*null') ~= nil
    local is_valid, output = pcall(neuron, request.input)
    if not is_valid and type(output) ~= 'table' then error(output) end
    answer = is_valid and '"output":' .. output
      or '"error":{"kind":"invalid-input","message":' .. encode(output.rule) .. '}'
  end
  print('{"id":' .. request.id .. ',' .. answer .. '}')
end
